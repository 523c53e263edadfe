/** English words that key phrases do not contain: articles, pronouns, prepositions, auxiliaries and the like. */
export const STOP_WORDS = new Set(`
a about above after again against all almost also although am among an and any are aren't around as at away back be became
because been before being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't
done down during each either else enough etc even ever every few first for from further get gets getting go goes going got
had hadn't has hasn't have haven't having he he'd he'll he's hence her here here's hers herself him himself his how however
i i'd i'll i'm i've if in instead into is isn't it it's its itself just last least less let let's like made make makes
making many may maybe me might mine more most much must my myself neither never no nor not nothing now of off often on once
one only onto or other others otherwise ought our ours ourselves out over own per perhaps put quite rather really said same
say says see seen shall she she'd she'll she's should shouldn't since so some somehow something sometimes still such take
than that that's the their theirs them themselves then there there's these they they'd they'll they're they've thing things
this those though through thus to together too toward towards two under unless until up upon us use used using very via was
wasn't way we we'd we'll we're we've well were weren't what what's when where where's whether which while who who's whole
whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself
`.trim().split(/\s+/));
