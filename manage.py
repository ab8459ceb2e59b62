"""Django's command line; ./run manage calls it with the environment prepared."""

import os
import sys

from linli.config.start import main

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    sys.exit(main(sys.argv))
