import type { ReactElement } from 'react'
import type { AgentRow } from '../../../shared/views.ts'
import { Coded } from '../../ui/coded.tsx'
import { Status } from '../../ui/status.tsx'
import { agentLook, agentNotes } from '../../words/agent-words.ts'
import * as TEXT from '../../words/texts/agents.ts'
import * as COMMON from '../../words/texts/common.ts'

const COLUMNS = [COMMON.agent, TEXT.family, COMMON.state, TEXT.whatToKnow] as const

/** One line per agent: what it is, how it stands, and what to do about that. */
export function AgentTable({ label, agents }: { label: string; agents: readonly AgentRow[] }): ReactElement {
  const now = new Date()
  return (
    <table aria-label={label} className="w-full table-fixed text-left">
      <thead className="text-12 text-ink-3">
        <tr>
          {COLUMNS.map((name, index) => (
            <th
              key={name}
              scope="col"
              className={`py-1 pr-4 font-regular ${['w-[24%]', 'w-[13%]', 'w-[19%]', ''][index]}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-line border-y">
        {agents.map((agent) => (
          <tr key={agent.id} className="align-top">
            <th scope="row" className="py-2 pr-4 font-medium wrap-anywhere">
              {agent.name}
              {agent.version !== null && <span className="ml-2 font-regular text-12 text-ink-2">{agent.version}</span>}
            </th>
            <td className="py-2 pr-4 text-ink-2 wrap-anywhere">{agent.family}</td>
            <td className="py-2 pr-4">
              <Status look={agentLook(agent, now)} />
            </td>
            <td className="py-2 text-12 text-ink-2 wrap-anywhere">
              {agentNotes(agent, now).map((note) => (
                <p key={note}>
                  <Coded text={note} />
                </p>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
