# The work is done by .ci/dev.py. Other options for the tests: make test ARGS="-k quiz"
PYTHON ?= python3

.PHONY: serve test check build usb export bench clean
serve test check build usb export bench clean:
	@$(PYTHON) .ci/dev.py $@ $(ARGS)
