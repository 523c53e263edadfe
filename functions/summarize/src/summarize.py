"""Shortens an English text to the sentences that say most of it, in their order (LexRank: Erkan and Radev, 2004)."""

import math
import re
from collections import Counter

MAX_SENTENCES = 1000
_DAMPING = 0.85
_ROUNDS = 50
_ENOUGH = 1e-6

_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No|Inc|Ltd)\.$")
_END = re.compile(r"""[.!?]+["')\]]*(?=\s)""")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")

_STOP_WORDS = frozenset(
    """a about after all also an and any are as at be because been before being between both but by can could did do
    does down during each few for from had has have he her here him his how i if in into is it its just me more most
    my no nor not of off on once only or other our out over own same she should so some such than that the their them
    then there these they this those through to too under until up very was we were what when where which while who
    whom why will with would you your""".split()
)


def apply(input):
    """Takes a text, or ``{"text": ..., "sentences": 3}``; answers ``{"summary": ..., "sentences": [...], "of": n}``."""
    text, count = _request(input)
    found = sentences(text)
    if len(found) > MAX_SENTENCES:
        raise ValueError("the text must have at most %d sentences, has %d" % (MAX_SENTENCES, len(found)))
    ranks = rank([words(sentence) for sentence in found])
    best = sorted(range(len(found)), key=lambda index: -ranks[index])[:count]
    chosen = [found[index] for index in sorted(best)]
    return {"summary": " ".join(chosen), "sentences": chosen, "of": len(found)}


def _request(input):
    if isinstance(input, str):
        return input, 3
    if not isinstance(input, dict) or not isinstance(input.get("text"), str):
        raise ValueError('the input must be a text, or {"text": "...", "sentences": 3}')
    count = input.get("sentences", 3)
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ValueError("'sentences' must be a whole number of at least 1, was %r" % (count,))
    return input["text"], count


def sentences(text):
    """The sentences of a text, blanks made single; an abbreviation's full stop ends none, the end of a paragraph does."""
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        start = 0
        flat = " ".join(paragraph.split())
        for end in _END.finditer(flat + " "):
            sentence = flat[start : end.end()].strip()
            if sentence and not _ABBREVIATION.search(sentence):
                found.append(sentence)
                start = end.end()
        if flat[start:].strip():
            found.append(flat[start:].strip())
    return found


def words(sentence):
    """The words that say what a sentence is about, with how often they come."""
    return Counter(word for word in _WORD.findall(sentence.lower()) if word not in _STOP_WORDS)


def rank(bags):
    """How central each sentence is: that of a walk from sentence to sentence, the more alike the likelier."""
    alike = _likeness(bags)
    total = [sum(row) for row in alike]
    ranks = [1.0] * len(bags)
    for _ in range(_ROUNDS):
        shares = [rank_ / sum_ if sum_ else 0.0 for rank_, sum_ in zip(ranks, total)]
        after = [1 - _DAMPING + _DAMPING * sum(map(float.__mul__, row, shares)) for row in alike]
        moved = max((abs(a - b) for a, b in zip(after, ranks)), default=0.0)
        ranks = after
        if moved < _ENOUGH:
            break
    return ranks


def _likeness(bags):
    """The cosine of each two sentences' words, the rarer a word the weightier."""
    in_sentences = Counter(word for bag in bags for word in bag)
    weights = {word: math.log((1 + len(bags)) / count) for word, count in in_sentences.items()}
    vectors = [{word: count * weights[word] for word, count in bag.items()} for bag in bags]
    lengths = [math.sqrt(sum(value * value for value in vector.values())) for vector in vectors]
    alike = [[0.0] * len(bags) for _ in bags]
    for i, one in enumerate(vectors):
        for j in range(i):
            product = sum(value * vectors[j].get(word, 0.0) for word, value in one.items())
            if product:
                alike[i][j] = alike[j][i] = product / (lengths[i] * lengths[j])
    return alike
