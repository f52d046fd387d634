#!/bin/sh
# Collects the files of an image inside a Containerfile's first stage: the same as `npm run image` puts there, which
# `npm run test:image` compares.
#
#   collect.sh FOLDER PROGRAM...   the programs, the libraries that they need, and the copyright files of all of it
set -eu
image=$1
shift

# The package that installed a file. Packages name files of /usr/lib as they were before both folders became one.
package_of() {
  { dpkg-query -S "$1" 2> /dev/null || dpkg-query -S "${1#/usr}" 2> /dev/null || dpkg-query -S "/usr$1"; } |
    sed -n '1s/[:,].*//p'
}

copyright() {
  mkdir -p "$image/usr/share/doc/$1"
  cp -L "/usr/share/doc/$1/copyright" "$image/usr/share/doc/$1/copyright"
}

mkdir -p "$image/usr/lib" "$image/usr/lib64" "$image/etc"
ln -s usr/lib "$image/lib"
ln -s usr/lib64 "$image/lib64"
mkdir -m 1777 "$image/tmp"

for program; do ldd "$program"; done | sed -n 's/^.*[[:space:]]\(\/[^ ]*\) (0x.*/\1/p' | sort -u |
  while read -r library; do
    place=$image/usr/${library#/usr/}
    case $library in /usr/*) ;; *) place=$image/usr$library ;; esac
    mkdir -p "$(dirname "$place")"
    cp -L "$library" "$place"
    chmod 755 "$place"
    copyright "$(package_of "$(readlink -f "$library")")"
  done

for program; do
  case $program in
    /usr/*)
      mkdir -p "$image$(dirname "$program")"
      cp -L "$program" "$image$program"
      chmod 755 "$image$program"
      copyright "$(package_of "$program")"
      ;;
  esac
done
