# shellcheck shell=bash
start_berth
