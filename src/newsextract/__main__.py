"""`python -m newsextract`: the same as the command."""

from newsextract.cli import main

if __name__ == "__main__":
    main()
