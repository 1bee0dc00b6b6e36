"""``python -m hccgenomics``."""

from hccgenomics.cli import main

if __name__ == "__main__":
    main()
