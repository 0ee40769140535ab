import { type ReactElement, useState } from 'react'
import type { AgentRow } from '../../../shared/views.ts'
import { useAction } from '../../data/app-data.tsx'
import { Button } from '../../ui/button.tsx'
import { Select, TextField } from '../../ui/field.tsx'
import { Failure } from '../../ui/notice.tsx'
import * as TEXT from '../../words/texts/agents.ts'
import { secretProblem } from './secret-problem.ts'

/** A new secret. Unlike other fields its value is no draft: it is forgotten with the page. */
export function SecretForm({ agents, onKept }: { agents: readonly AgentRow[]; onKept: () => void }): ReactElement {
  const set = useAction('secrets.set')
  const [agentId, setAgentId] = useState('')
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const agent = agents.find(({ id }) => id === agentId) ?? agents[0]
  if (agent === undefined) return <p className="mt-2 text-12 text-ink-3">{TEXT.onceAgentIsInstalledItCanBeGiven}</p>
  const problem = secretProblem(name, value)
  const isReady = name !== '' && value !== '' && problem.name === null && problem.value === null && !set.isRunning
  const keep = (): void => {
    if (!isReady) return
    void set.run({ agentId: agent.id, name, value }).then((reply) => {
      if (!reply?.ok) return
      setName('')
      setValue('')
      onKept()
    })
  }
  return (
    <div className="mt-3 space-y-2">
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.4fr)_auto] items-start gap-3">
        <Select
          label={TEXT.forAgent}
          value={agent.id}
          options={agents.map(({ id, name: text }) => ({ value: id, text }))}
          onChange={setAgentId}
        />
        <TextField
          label={TEXT.variable}
          placeholder="EXAMPLE_API_KEY"
          value={name}
          problem={problem.name}
          onChange={setName}
        />
        <TextField
          label={TEXT.value}
          type="password"
          value={value}
          problem={problem.value}
          onChange={setValue}
          onEnter={keep}
        />
        <span className="pt-[22px]">
          <Button disabled={!isReady} onClick={keep}>
            {TEXT.keepIt}
          </Button>
        </span>
      </div>
      {set.error !== null && <Failure error={set.error} />}
    </div>
  )
}
