# Finds a JDK 25 for the scripts beside it: sets and exports JAVA_HOME, or ends the script with what is missing.
# Looked at, in this order: SLUICE_JAVA_HOME, JAVA_HOME, the usual install folders, the `java` on the PATH.

# Whether that folder is one; without another program, since every command waits for this.
is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='"' read -r name value _; do
    [ "$name" != JAVA_VERSION= ] || break
  done < "$1/release"
  [ "${value%%[!0-9]*}" = 25 ]
}

find_jdk_25() {
  for candidate in "${SLUICE_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    is_jdk_25 "$candidate" && JAVA_HOME=$candidate && export JAVA_HOME && return 0
  done
  on_path=$(command -v javac 2>/dev/null) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "$on_path" \
    /usr/lib/jvm/*25* /usr/java/*25* /opt/java/* /opt/*jdk*25* /opt/*java*25* "$HOME"/.sdkman/candidates/java/*25* \
    "$HOME"/.jdks/*25* "$HOME"/.asdf/installs/java/*25* "$HOME"/.local/share/mise/installs/java/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    is_jdk_25 "$candidate" && JAVA_HOME=$candidate && export JAVA_HOME && return 0
  done
  echo "sluice: no JDK 25 found (a JDK, not a JRE: bin/javac is needed)." >&2
  echo "  looked at JAVA_HOME (${JAVA_HOME:-not set}), the PATH, /usr/lib/jvm, /opt, ~/.sdkman and ~/.jdks." >&2
  echo "  Install one (for example Temurin 25), or set JAVA_HOME to where it is, and try again." >&2
  return 1
}

find_jdk_25 || exit 69
