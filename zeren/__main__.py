"""`python -m zeren` is the `zeren` command."""

from zeren.cli import run

if __name__ == "__main__":
    run()
