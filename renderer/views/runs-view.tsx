import type { ReactElement } from 'react'
import type { Client, RpcError } from '../../shared/contract.ts'
import { Icon } from '../ui/icon.tsx'
import { type RunsView as Runs, useRuns } from '../use-runs.ts'
import { RunTable } from './run-table.tsx'

const BUTTON =
  'h-7 rounded-control border border-line-strong bg-lit px-2.5 font-medium whitespace-nowrap hover:bg-hover active:bg-pressed'

export function RunsView({ client }: { client: Client }): ReactElement {
  const runs = useRuns(client)
  return (
    <main className="flex min-h-0 flex-col overflow-hidden bg-panel">
      <h1 className="sr-only">Runs</h1>
      {runs.error && <Failure error={runs.error} retry={runs.refresh} />}
      {runs.list && <List runs={runs} list={runs.list} />}
    </main>
  )
}

function List({ runs, list }: { runs: Runs; list: NonNullable<Runs['list']> }): ReactElement {
  if (list.rows.length === 0) return <Empty />
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <RunTable rows={list.rows} now={new Date()} />
      {list.hasMore && (
        <div className="p-4">
          <button type="button" className={BUTTON} onClick={runs.showMore}>
            Show older runs
          </button>
        </div>
      )}
    </div>
  )
}

function Empty(): ReactElement {
  return (
    <section className="m-auto max-w-2xl p-8">
      <h2 className="text-18 font-strong">No runs yet</h2>
      <p className="mt-2 text-ink-2">
        A run is one goal on one repository. Your checkout is not touched: the work is done in a folder of its own and
        ends on a branch.
      </p>
      <p className="mt-4 text-ink-2">Start one in a terminal:</p>
      <pre className="mt-2 overflow-x-auto rounded-control border border-line bg-sunken px-3 py-2 text-12">
        <code>triptych run --repo . --goal "…"</code>
      </pre>
    </section>
  )
}

function Failure({ error, retry }: { error: RpcError; retry: () => void }): ReactElement {
  return (
    <div className="flex items-start gap-3 border-line border-b bg-fail-soft px-4 py-3" role="alert">
      <span className="mt-0.5 text-fail">
        <Icon name="failed" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{error.message}</p>
        {error.remedy !== undefined && <p className="text-ink-2">{error.remedy}</p>}
      </div>
      <button type="button" className={BUTTON} onClick={retry}>
        Read again
      </button>
    </div>
  )
}
