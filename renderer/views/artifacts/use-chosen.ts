import { useEffect, useMemo, useState } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { stepIn } from '../../keys/use-list-keys.ts'
import { replaceRoute, runRoute } from '../../route.ts'
import { linkId } from './artifact-list.tsx'
import type { CommandFacts } from './facts.ts'
import { type ArtifactFilter, type ArtifactGroup, filterArtifacts, groupArtifacts } from './groups.ts'
import { type Artifacts, useArtifacts, useCommandFacts } from './use-artifacts.ts'
import { plannedCommand, toldOf } from './words.ts'

/** The command that wrote a log; `facts` null: not known how it ended. */
export interface Ran {
  command: string
  facts: CommandFacts | null
}

export interface Chosen {
  source: Artifacts
  /** What the filter leaves. */
  groups: readonly ArtifactGroup[]
  filter: ArtifactFilter
  setFilter(filter: ArtifactFilter): void
  /** Null: the address names one that is not there (yet). */
  selected: ArtifactRecord | null
  select(id: string): void
  /** To the next or previous one of the list, with the focus. */
  move(step: 1 | -1): void
  /** Null: not written by a command. */
  ranOf(artifact: ArtifactRecord): Ran | null
  factsOfLog(artifactId: string): CommandFacts | null
}

/** The run's artifacts, those that the filter leaves, and the one that the address names. */
export function useChosen(view: RunView, item: string | null): Chosen {
  const { runId, tasks } = view
  const source = useArtifacts(view, item)
  const known = useCommandFacts(view)
  const [filter, setFilter] = useState<ArtifactFilter>({ text: '', kind: '' })
  const factsOfLog = (id: string): CommandFacts | null => known.get(id) ?? null
  const ranOf = (artifact: ArtifactRecord): Ran | null => {
    const facts = factsOfLog(artifact.id)
    const command = facts?.command ?? plannedCommand(artifact, tasks)
    return command === null ? null : { command, facts }
  }
  const textOf = (artifact: ArtifactRecord): string => `${toldOf(artifact)} ${ranOf(artifact)?.command ?? ''}`
  const groups = groupArtifacts(filterArtifacts(source.all, filter, textOf), view)
  const newest = useMemo(() => groupArtifacts(source.all, view)[0]?.artifacts[0]?.id ?? null, [source.all, view])
  const selected = source.all.find(({ id }) => id === (item ?? newest)) ?? null
  // What is looked at must not change when something new is written, nor be lost by a reload.
  const first = item === null ? newest : null
  useEffect(() => {
    if (first !== null) replaceRoute(runRoute(runId, 'artifacts', first))
  }, [first, runId])
  const select = (id: string): void => replaceRoute(runRoute(runId, 'artifacts', id))
  const move = (step: 1 | -1): void => {
    const ids = groups.flatMap(({ artifacts }) => artifacts.map(({ id }) => id))
    const next = stepIn(ids, selected?.id ?? null, step)
    if (next === null) return
    select(next)
    document.getElementById(linkId(next))?.focus()
  }
  return { source, groups, filter, setFilter, selected, select, move, ranOf, factsOfLog }
}
