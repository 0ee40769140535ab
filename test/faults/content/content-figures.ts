import type { Figure } from '../section.ts'
import { type Payload, payloadsIn } from './corpus.ts'
import type { Sight } from './walk.ts'
import type { Misdeeds } from './watch.ts'

export interface Seen {
  payloads: readonly Payload[]
  /** Each has one artifact of HTML. */
  runs: number
  sights: readonly Sight[]
  watched: Misdeeds
  /** What the canary server was asked for. */
  asksOfCanary: readonly string[]
  /** Payloads that did harm in a page without protection. */
  control: { fired: number; count: number }
  /** The console's errors and warnings. */
  problems: readonly string[]
}

/** A control in which hardly anything fires would be no control. */
const LEAST_FIRED = 0.2

export function figuresOf(seen: Seen): Figure[] {
  const { payloads, runs, sights, watched, asksOfCanary, control, problems } = seen
  const looks = sights.flatMap((sight) => sight.looks)
  const shown = new Set(looks.flatMap(({ text }) => payloadsIn(text)))
  const unseen = payloads.filter(({ id }) => !shown.has(id))
  const views = sights.length
  const figure = (what: string, bad: readonly string[], count = payloads.length): Figure => ({
    what,
    count,
    bad: bad.length,
    ...detailOf(bad),
  })
  return [
    figure(
      'different payloads that were never seen',
      unseen.map(({ text }) => text),
    ),
    {
      what: 'HTML that was not looked at as a page',
      count: runs,
      bad: Math.abs(runs - sights.filter(({ isPage }) => isPage).length),
    },
    figure('scripts that ran, dialogs and changed prototypes', [...watched.ran, ...watched.dialogs]),
    figure('requests for anything that is not ours', [...watched.requests, ...asksOfCanary]),
    figure('attempts that only the policy stopped', watched.violations),
    figure('navigations and new windows', [...watched.navigations, ...watched.windows]),
    figure('views with a character that hides or turns text', placesWith(sights, 'hidden'), views),
    figure('views with markup that is not ours', placesWith(sights, 'foreign'), views),
    figure('lines in the console', problems, views),
    {
      what: 'controls that failed: payloads in a page without protection do harm',
      count: 1,
      bad: control.fired < control.count * LEAST_FIRED ? 1 : 0,
      detail: `${control.fired} of ${control.count}`,
    },
  ]
}

const placesWith = (sights: readonly Sight[], what: 'hidden' | 'foreign'): string[] =>
  sights.flatMap(({ place, looks }) => {
    const found = [...new Set(looks.flatMap((look) => look[what]))]
    return found.length === 0 ? [] : [`${place}: ${found.slice(0, 4).join(' ')}`]
  })

const detailOf = (bad: readonly string[]): Pick<Figure, 'detail'> =>
  bad.length === 0
    ? {}
    : {
        detail: bad
          .slice(0, 5)
          .map((each) => each.slice(0, 300))
          .join(' | '),
      }
