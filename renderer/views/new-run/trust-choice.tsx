import type { ReactElement } from 'react'
import type { AgentFilesView, RepositoryView } from '../../../shared/views.ts'
import { useAction } from '../../data/app-data.tsx'
import { Checkbox } from '../../ui/field.tsx'
import { Failure } from '../../ui/notice.tsx'
import * as TEXT from '../../words/texts/new-run.ts'

/** Whether agents may honour the settings that the repository brings along, exactly as they were shown. */
export function TrustChoice({
  view,
  agentFiles: { hash, isTrusted },
  base,
  onChanged,
}: {
  view: RepositoryView
  agentFiles: AgentFilesView
  /** What the run would start from. */
  base: { base?: string }
  onChanged(): void
}): ReactElement | null {
  const trust = useAction('repositories.trust')
  if (hash === null) return null
  const choose = (checked: boolean): void => {
    const repositoryId = view.repository.id
    void trust.run({ repositoryId, ...base, hash: checked ? hash : null }).then(onChanged)
  }
  return (
    <>
      <Checkbox
        label={TEXT.trustThisRepositorysAgentSettings}
        checked={isTrusted}
        disabled={trust.isRunning}
        onChange={choose}
      />
      <p className="text-12 text-ink-2">{TEXT.lookAtThemFirst}</p>
      {trust.error && <Failure error={trust.error} />}
    </>
  )
}
