import { type ReactElement, useState } from 'react'
import type { AgentRow, SecretsView } from '../../../shared/views.ts'
import { useAction, useCall } from '../../data/app-data.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Failure } from '../../ui/notice.tsx'
import * as TEXT from '../../words/texts/agents.ts'
import * as COMMON from '../../words/texts/common.ts'
import { SecretForm } from './secret-form.tsx'

type Secret = SecretsView['secrets'][number]

/** Which secrets agents are given. Values go in here, and never come out. */
export function SecretsSection({ agents }: { agents: readonly AgentRow[] }): ReactElement {
  const listed = useCall('secrets.list', {})
  const remove = useAction('secrets.remove')
  const [removing, setRemoving] = useState<Secret | null>(null)
  const nameOf = (agentId: string): string => agents.find(({ id }) => id === agentId)?.name ?? agentId
  const secrets = listed.value?.secrets ?? []
  return (
    <section>
      <h2 className="text-15 font-strong">{TEXT.secrets}</h2>
      <p className="text-ink-2">{TEXT.variablesSuchAsKeysThatOneAgent}</p>
      {listed.value?.store === 'file' && (
        <p className="mt-2 flex items-start gap-2 text-12">
          <Icon name="warning" className="mt-px size-4 text-gold" />
          {TEXT.thereIsNoKeyStoreHere}
        </p>
      )}
      {listed.error !== null && <Failure error={listed.error} retry={listed.reload} />}
      {remove.error !== null && <Failure error={remove.error} />}
      {secrets.length > 0 && (
        <ul aria-label={TEXT.secrets} className="mt-2 divide-y divide-line border-line border-y">
          {secrets.map((secret) => (
            <li key={`${secret.agentId} ${secret.name}`} className="flex min-h-9 items-center gap-3">
              <Icon name="lock" className="size-4 text-ink-3" />
              <code className="wrap-anywhere">{secret.name}</code>
              <span className="text-ink-2">{COMMON.forAgent(nameOf(secret.agentId))}</span>
              {!secret.usable && <span className="text-12 text-gold">{TEXT.cannotBeReadHere}</span>}
              <span className="ml-auto">
                <Button
                  look="quiet"
                  icon="trash"
                  label={TEXT.removeOf(secret.name, nameOf(secret.agentId))}
                  onClick={() => setRemoving(secret)}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      <SecretForm
        agents={agents.filter(({ state, id }) => state !== 'missing' && id !== 'demo')}
        onKept={listed.reload}
      />
      {removing !== null && (
        <Confirm
          title={TEXT.remove(removing.name)}
          text={TEXT.isNotGivenItAnyMore(nameOf(removing.agentId))}
          action={TEXT.removeIt}
          onClose={() => setRemoving(null)}
          onConfirm={() => {
            setRemoving(null)
            const { agentId, name } = removing
            void remove.run({ agentId, name }).then(listed.reload)
          }}
        />
      )}
    </section>
  )
}
