# The work is done by .ci/dev.py. Other options for the tests: make test ARGS="-k quiz"
PYTHON ?= python3

.PHONY: serve test lint check scores build scripts usb export bench clean
serve test lint check scores build scripts usb export bench clean:
	@$(PYTHON) .ci/dev.py $@ $(ARGS)
