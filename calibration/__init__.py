"""Simulations of what the statistics of ctDNA attain (`make calibrate`, docs/calibration.md)."""
