'use strict';

const MAX_STACK = 32 * 1024;
const MAX_CAUSES = 100;

/** A failure in words of one's own; callers tell failures apart by the type. */
class AlgorithmError extends Error {
  constructor(message, errorType = 'AlgorithmError', cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AlgorithmError';
    this.errorType = errorType;
  }
}

/** Tells what was thrown as its caller is told: paths are those of the package, frames of the runner are left out. */
class Failures {
  /**
   * @param roots folders of the author's, whose paths are shortened
   * @param runner the folder of this program
   */
  constructor(roots, runner) {
    this.roots = roots.flatMap((root) => [`file://${root}/`, `${root}/`]);
    this.runner = runner;
  }

  /** What was thrown, as `{message, errorType, stacktrace}`. */
  of(thrown) {
    const error = isError(thrown);
    const type = error && typeof thrown.errorType === 'string' ? thrown.errorType : 'AlgorithmError';
    return { message: this.message(thrown), errorType: type, stacktrace: error ? this.stack(thrown) : undefined };
  }

  message(thrown) {
    if (!isError(thrown)) {
      return `${describe(thrown)} was thrown`;
    }
    return String(thrown.message) || thrown.name;
  }

  /** The error, where it was thrown, and its causes likewise. */
  stack(thrown) {
    const parts = [];
    let at = thrown;
    for (let depth = 0; isError(at) && depth < MAX_CAUSES; depth++, at = at.cause) {
      parts.push((depth === 0 ? '' : 'Caused by: ') + this.#own(String(at.stack)));
    }
    const text = parts.join('\n');
    return text.length > MAX_STACK ? `${text.slice(0, MAX_STACK)}...` : text;
  }

  /** The text, with paths as they are in the package. */
  shorten(text) {
    return this.roots.reduce((shorter, root) => shorter.replaceAll(root, ''), text);
  }

  #own(stack) {
    const kept = [];
    let authors = false;
    for (const line of stack.split('\n')) {
      if (!/^\s+at /.test(line)) {
        kept.push(line);
      } else if (line.includes(this.runner)) {
        if (authors) {
          break; // From here on it is the runner that called.
        }
      } else if (!/\(?(node:|<anonymous>\)?$)/.test(line)) {
        authors = true;
        kept.push(line);
      }
    }
    return this.shorten(kept.join('\n')).trimEnd();
  }
}

function isError(thrown) {
  return thrown instanceof Error || (typeof thrown === 'object' && thrown !== null && typeof thrown.stack === 'string');
}

function describe(thrown) {
  try {
    return typeof thrown === 'string' ? `'${thrown}'` : JSON.stringify(thrown) ?? String(thrown);
  } catch {
    return String(thrown);
  }
}

module.exports = { AlgorithmError, Failures };
