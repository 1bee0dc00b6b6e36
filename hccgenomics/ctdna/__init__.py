"""Statistics of circulating tumour DNA."""
