import type { ReactElement, ReactNode } from 'react'
import type { RpcError } from '../../shared/contract.ts'
import * as TEXT from '../words/texts/ui.ts'
import { Button } from './button.tsx'
import { Coded } from './coded.tsx'
import { Icon } from './icon.tsx'

/** What was refused or failed: the fact, then the remedy, then a way to try again. */
export function Failure({ error, retry }: { error: RpcError; retry?: () => void }): ReactElement {
  return (
    <div role="alert" className="flex items-start gap-2 border-fail border-l-2 bg-fail-soft px-4 py-3">
      <Icon name="warning" className="mt-0.5 size-4 text-fail" />
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">{error.message}</p>
        {error.remedy !== undefined && (
          <p className="mt-0.5 text-12 text-ink-2 wrap-anywhere">
            <Coded text={error.remedy} />
          </p>
        )}
      </div>
      {retry && <Button onClick={retry}>{TEXT.tryAgain}</Button>}
    </div>
  )
}

/** A place that has nothing to show, and what would be there. */
export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactElement {
  return (
    <div className="m-auto max-w-lg p-8 text-center">
      <p className="text-15 font-medium">{title}</p>
      {children !== undefined && <div className="mt-2 text-ink-2">{children}</div>}
    </div>
  )
}

/** Stands where something is being read; appears only if that takes a while, so that quick answers do not flicker. */
export function Loading({ what }: { what: string }): ReactElement {
  return (
    <p role="status" className="appears-late p-4 text-12 text-ink-3">
      {TEXT.reading(what)}
    </p>
  )
}
