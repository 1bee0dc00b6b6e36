"""Turns GFF3 and FASTA, or a folder of collected facts, into the embedded transcript models."""
