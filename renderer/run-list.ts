import type { Input, Output, Reply, RpcError, RunRow } from '../shared/contract.ts'
import { ok, type Result } from '../shared/result.ts'

export const PAGE_SIZE = 200

export interface RunList {
  /** Newest first. */
  rows: RunRow[]
  hasMore: boolean
}

type ListRuns = (input: Input<'runs.list'>) => Promise<Reply<Output<'runs.list'>>>

/** Pages from the newest run on, until `wanted` rows are there or none are left. */
export async function loadRuns(listRuns: ListRuns, wanted: number): Promise<Result<RunList, RpcError>> {
  const rows: RunRow[] = []
  let before: string | null = null
  do {
    const page: Reply<Output<'runs.list'>> = await listRuns({
      limit: PAGE_SIZE,
      ...(before === null ? {} : { before }),
    })
    if (!page.ok) return page
    rows.push(...page.value.rows)
    before = page.value.next
  } while (before !== null && rows.length < wanted)
  return ok({ rows, hasMore: before !== null })
}
