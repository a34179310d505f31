# shellcheck shell=bash
# Whoever has repositories has told Git who they are.
git config --global user.name Reader
git config --global user.email reader@example.org
