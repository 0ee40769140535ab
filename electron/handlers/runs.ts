import type { Handlers, Input, Output, Reply, RunRow } from '../../shared/contract.ts'
import type { RunRecord } from '../../shared/domain.ts'
import { err, ok } from '../../shared/result.ts'

/** What the list needs of the store. */
export interface RunsSource {
  /** Newest first. Throws where the store cannot be opened or read. */
  listRuns(): RunRecord[]
}

export function runHandlers(source: RunsSource): Pick<Handlers, 'runs.list'> {
  return {
    'runs.list': (input) => {
      let runs: RunRecord[]
      try {
        runs = source.listRuns()
      } catch (error) {
        return err({
          code: 'unavailable',
          message: `The list of runs could not be read: ${error instanceof Error ? error.message : String(error)}`,
          remedy: 'Nothing was changed. Run `triptych doctor` in a terminal, then try again.',
        })
      }
      return pageOfRuns(runs, input)
    },
  }
}

/** The `limit` runs after `before`. */
export function pageOfRuns(
  runs: readonly RunRecord[],
  { limit, before }: Input<'runs.list'>,
): Reply<Output<'runs.list'>> {
  const last = before === undefined ? -1 : runs.findIndex((run) => run.id === before)
  if (before !== undefined && last < 0) return err({ code: 'not_found', message: `Run not found: ${before}` })
  const page = runs.slice(last + 1, last + 1 + limit)
  const isLast = last + 1 + limit >= runs.length
  return ok({ rows: page.map(runRow), next: isLast ? null : (page.at(-1)?.id ?? null) })
}

function runRow(run: RunRecord): RunRow {
  const { id, goal, repoPath, status, summary, branch, waitUntil, createdAt, updatedAt } = run
  return { id, goal, repoPath, status, summary, branch, waitUntil, createdAt, updatedAt }
}
