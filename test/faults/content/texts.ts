import { renderLine } from '../../../electron/cli/line.ts'
import { heed, NOTHING_HEARD } from '../../../electron/notifications.ts'
import type { RunRow } from '../../../shared/views.ts'
import type { Figure } from '../section.ts'
import type { Payload } from './corpus.ts'

/** Written anew on purpose: the list of the product is what is examined. A terminal gets line feeds and tabs, and letters that join. */
const OBEYED = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--[\t\n\u200c\u200d]]/v
const MARKUP = /[<>&]/

/** The payloads where no page shows them: in a terminal, and in the desktop's notifications. */
export function textFigures(payloads: readonly Payload[]): Figure[] {
  const inTerminal = payloads.filter(({ text }) => OBEYED.test(renderLine([text], false)))
  const inNotices = payloads.filter(({ text }) =>
    noticesOf(text).some((told) => OBEYED.test(told.title + told.body) || MARKUP.test(told.body)),
  )
  return [
    {
      what: 'payloads that a terminal would obey',
      count: payloads.length,
      bad: inTerminal.length,
      ...detailOf(inTerminal),
    },
    {
      what: 'payloads that a notification would obey',
      count: payloads.length,
      bad: inNotices.length,
      ...detailOf(inNotices),
    },
  ]
}

function noticesOf(text: string): { title: string; body: string }[] {
  const gate = { id: 'gate', runId: 'run', kind: 'permission', question: text, openedAt: '' } as const
  const row = { id: 'run', repoPath: `/srv/${text}`, goal: text, openGates: 1 } as RunRow
  const rows = heed({ ...NOTHING_HEARD, gates: new Set() }, { topic: 'runs.changed', value: { rows: [row] } }, false)
  return heed(rows.heard, { topic: 'gates.changed', value: { gates: [gate] } }, false).show
}

const detailOf = (payloads: readonly Payload[]): Pick<Figure, 'detail'> =>
  payloads.length === 0
    ? {}
    : {
        detail: payloads
          .slice(0, 3)
          .map(({ text }) => JSON.stringify(text).slice(0, 80))
          .join(', '),
      }
