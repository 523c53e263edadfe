'use strict';

const assert = require('node:assert/strict');
const { before, test } = require('node:test');

let apply;
before(async () => ({ apply } = await import('../src/keywords.js')));

// The example of the paper.
const ABSTRACT = `Compatibility of systems of linear constraints over the set of natural numbers. Criteria of compatibility
of a system of linear Diophantine equations, strict inequations, and nonstrict inequations are considered. Upper bounds for
components of a minimal set of solutions and algorithms of construction of minimal generating sets of solutions for all
types of systems are given. These criteria and the corresponding algorithms for constructing a minimal supporting set of
solutions can be used in solving all the considered types of systems and systems of mixed types.`;

test('the phrases that the paper finds are found', () => {
  const phrases = apply({ text: ABSTRACT, top: 4 }).map(({ phrase }) => phrase);
  assert.deepEqual([...phrases].sort(), [
    'linear diophantine equations', 'minimal generating sets', 'minimal set', 'minimal supporting set',
  ].sort());
});

test('a word scores by how many it stands with', () => {
  assert.deepEqual(apply('deep learning; deep sea'), [
    { phrase: 'deep learning', score: 4 }, { phrase: 'deep sea', score: 4 },
  ]);
});

test('phrases end at stop words, punctuation and empty lines', () => {
  const phrases = apply('Red wine and cheese, fresh bread\n\nolives - don\'t @ann').map(({ phrase }) => phrase);
  assert.deepEqual([...phrases].sort(), ['ann', 'cheese', 'fresh bread', 'olives', 'red wine']);
});

test('letters of other languages are letters, and numbers alone are no words', () => {
  assert.deepEqual(apply('größe 42').map(({ phrase }) => phrase), ['größe']);
});

test('a list of texts gives a list of results', () => {
  assert.deepEqual(apply(['tea', { text: 'rum', top: 1 }]), [
    [{ phrase: 'tea', score: 1 }], [{ phrase: 'rum', score: 1 }],
  ]);
});

test('a text without words has none', () => {
  assert.deepEqual(apply('... and the 42'), []);
});

for (const [input, words] of [
  [5, /the input must be a text/], [null, /the input must be a text/], [{ text: 1 }, /the input must be a text/],
  [{ text: 'a', top: 0 }, /top must be a whole number from 1 on, was 0/],
]) {
  test(`${JSON.stringify(input)} is refused`, () => {
    assert.throws(() => apply(input), { errorType: 'InputError', message: words });
  });
}
