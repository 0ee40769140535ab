import { type ReactElement, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { PageFault } from '../../shared/contract.ts'
import { useAppData } from '../data/app-data.tsx'
import { faultOf } from '../data/page-faults.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { late } from '../ui/late.tsx'
import { Failure } from '../ui/notice.tsx'

const LateReport = late(() => import('./report-dialog.tsx').then((module) => module.ReportDialog))

/** A part of the window that stays usable for itself. `what` could not be shown: "This view". */
export function Part({ what, children }: { what: string; children: ReactNode }): ReactElement {
  return (
    <ErrorBoundary fallback={(error, retry) => <ViewFailure what={what} error={error} retry={retry} />}>
      {children}
    </ErrorBoundary>
  )
}

/** What stands where a view broke: the fault, trying again, and a report. */
function ViewFailure({ what, error, retry }: { what: string; error: unknown; retry: () => void }): ReactElement {
  const { client } = useAppData()
  const [fault] = useState<PageFault>(() => faultOf(`${what} at ${location.hash}`, error))
  const [isReporting, setReporting] = useState(false)
  useEffect(() => {
    void client.call('logs.note', { fault })
  }, [client, fault])
  return (
    <div>
      <Failure
        error={{
          code: 'internal',
          message: `${what} could not be shown: ${fault.message}`,
          remedy: 'Nothing is lost: everything is kept by the application, not by this window.',
        }}
        retry={retry}
      />
      <div className="px-4 py-3">
        <Button icon="info" onClick={() => setReporting(true)}>
          Make a report…
        </Button>
      </div>
      {isReporting && (
        <Suspense>
          <LateReport title="What broke" fault={fault} onClose={() => setReporting(false)} />
        </Suspense>
      )}
    </div>
  )
}
