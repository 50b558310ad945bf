#!/usr/bin/env bash
# Builds, signs and packs the program for macOS; run on macOS 13 or newer, in a checkout, with Python 3.11 or newer.
# IDENTITY names the signing certificate; without it the program is signed for this computer alone ("-").
# Notarising is a step of a release, with its secrets, and not in here. Not tried on macOS yet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

python3 -m venv build/venv
build/venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r packaging/release.lock
build/venv/bin/python packaging/build.py bundle --out build
codesign --force --deep --options runtime --timestamp=none \
  --entitlements packaging/macos/entitlements.plist --sign "${IDENTITY:--}" "build/dist/Archive Inspector.app"
codesign --verify --deep --strict "build/dist/Archive Inspector.app"
hdiutil create -volname "Archive Inspector" -srcfolder "build/dist/Archive Inspector.app" -ov build/archive-inspector.dmg
