#!/bin/sh
# Installs the packages of system-packages.txt where that is possible; else names them in one sentence. Never fails.
list=$(dirname "$0")/system-packages.txt
missing=""
if command -v dpkg-query >/dev/null 2>&1; then
  for package in $(grep -v '^#' "$list"); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
  done
else
  echo "System packages are installed by this script on Debian and Ubuntu only; elsewhere install what corresponds to:" \
       "$(grep -v '^#' "$list" | tr '\n' ' ')(tesseract with simplified Chinese; CJK fonts for plots and tests)."
  exit 0
fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="no"; fi
if [ "$as_root" != "no" ]; then
  log=$(mktemp)
  if { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1
  then rm -f "$log"; exit 0; fi
  rm -f "$log"
fi
echo "These system packages could not be installed (OCR by tesseract, plots and some tests use them; all else works without):$missing." \
     "Ask an administrator to run: apt-get install$missing"
exit 0
