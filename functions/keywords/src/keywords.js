import { STOP_WORDS } from './stop-words.js';

const MOST = 10;
const LONGEST_PHRASE = 4;

/**
 * The key phrases of a text, best first, as `[{phrase, score}]`. The input is a text, or `{text, top}`, or a list of
 * these, which gives a list of results.
 *
 * They are found by rapid automatic keyword extraction (Rose, Engel, Cramer, Cowley: Automatic Keyword Extraction from
 * Individual Documents, 2010): candidates are the runs of words between stop words and punctuation; a word scores its
 * degree, how many words it stands with, over its frequency; a candidate scores the sum of its words.
 */
export const apply = (input) => Array.isArray(input) ? input.map(keywordsOf) : keywordsOf(input);

function keywordsOf(input) {
  const { text, top = MOST } = typeof input === 'string' ? { text: input } : input ?? {};
  if (typeof text !== 'string') {
    throw refusal('the input must be a text, {"text": ..., "top": ...}, or a list of these');
  }
  if (!Number.isInteger(top) || top < 1) {
    throw refusal(`top must be a whole number from 1 on, was ${JSON.stringify(top)}`);
  }
  return ranked(candidates(text)).slice(0, top);
}

/** Runs of words, each a list. */
function candidates(text) {
  const found = [];
  for (const clause of text.toLowerCase().replaceAll('’', '\'').split(/[^\p{L}\p{N}\s'@#+_-]+|\n\s*\n|\s-+\s/u)) {
    let run = [];
    for (const word of [...clause.split(/\s+/).map(bare), '']) {
      if (word !== '' && !STOP_WORDS.has(word) && /\p{L}/u.test(word)) {
        run.push(word);
      } else {
        found.push(run);
        run = [];
      }
    }
  }
  return found.filter((run) => run.length > 0 && run.length <= LONGEST_PHRASE);
}

/** A word without what stands around it. */
function bare(word) {
  return word.replace(/^['@#+_-]+|['_-]+$/g, '');
}

function ranked(runs) {
  const frequency = new Map();
  const degree = new Map();
  for (const run of runs) {
    for (const word of run) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
      degree.set(word, (degree.get(word) ?? 0) + run.length);
    }
  }
  const scores = new Map();
  for (const run of runs) {
    const score = run.reduce((sum, word) => sum + degree.get(word) / frequency.get(word), 0);
    scores.set(run.join(' '), Math.round(score * 100) / 100);
  }
  return [...scores].map(([phrase, score]) => ({ phrase, score }))
    .sort((one, other) => other.score - one.score || (one.phrase < other.phrase ? -1 : 1));
}

function refusal(message) {
  return Object.assign(new Error(message), { errorType: 'InputError' });
}
