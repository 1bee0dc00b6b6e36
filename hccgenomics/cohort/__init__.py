"""Many reports in, one cohort document out."""
