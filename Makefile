# The work is done by .ci/dev.py. Other options for the tests: make test ARGS="-k quiz"
PYTHON ?= python3

.PHONY: serve test check build usb bench clean
serve test check build usb bench clean:
	@$(PYTHON) .ci/dev.py $@ $(ARGS)
