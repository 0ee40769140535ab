import type { ReactElement } from 'react'
import { slug } from '../../../shared/names.ts'
import type { Check } from '../../../shared/views.ts'
import type { PolicyName } from '../../../shared/words.ts'
import { Coded } from '../../ui/coded.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Section } from '../../ui/panel.tsx'
import { CHECK_LOOKS } from '../../words/check-looks.ts'
import * as TEXT from '../../words/texts/new-run.ts'

/** What was checked, and what a run will and won't touch. */
export function ChecksPanel({
  repositoryId,
  checks,
  isLoading,
  goal,
  policy,
  trust,
}: {
  repositoryId: string | null
  checks: readonly Check[]
  isLoading: boolean
  goal: string
  policy: PolicyName
  /** The person's choice on the settings for agents that the repository brings along; null: it brings none. */
  trust: ReactElement | null
}): ReactElement {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <Section title={TEXT.checks} aside={isLoading ? 'looking…' : undefined}>
        {repositoryId === null ? (
          <p className="text-ink-2">{TEXT.chooseRepository}</p>
        ) : (
          <ul className="space-y-2.5" aria-live="polite">
            {checks.map((check) => (
              <CheckLine key={check.id} check={check} choice={check.id === 'agent files' ? trust : null} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={TEXT.willBeTouched}>
        <ul className="space-y-2.5">
          <Fact
            icon="branch"
            text={TEXT.newBranch}
            code={`triptych/${slug(goal)}-…`}
            detail={TEXT.onlyTriptychMovesIt}
          />
          <Fact icon="folder" text={TEXT.worktreeInDataFolder} detail={TEXT.yourCheckoutIsAnotherOne} />
          <Fact
            icon="checkpoint"
            text={TEXT.checkpointsUnder}
            code="refs/triptych/"
            detail={TEXT.commitsThatNoBranchOfYoursContains}
          />
        </ul>
      </Section>
      <Section title={TEXT.willNotBeTouched}>
        <ul className="space-y-2.5">
          <Fact icon="lock" text={TEXT.yourCheckoutIndexStashesAndBranches} />
          <Fact icon="lock" text={TEXT.testsCiAndLockFiles} />
          <Fact icon="lock" text={TEXT.hooksAndConfigurationOfRepository} />
          {policy !== 'unattended' && <Fact icon="lock" text={TEXT.anyBranchOfYoursBeforeYouApprove} />}
        </ul>
      </Section>
    </div>
  )
}

function CheckLine({ check, choice }: { check: Check; choice: ReactElement | null }): ReactElement {
  const { icon, colour, word } = CHECK_LOOKS[check.level]
  return (
    <li className="flex items-start gap-2.5">
      <span className={`mt-0.5 ${colour}`}>
        <Icon name={icon} />
      </span>
      <div className="min-w-0 wrap-anywhere">
        <span className="sr-only">{word}: </span>
        {check.text}
        {check.remedy !== null && (
          <p className="text-12 text-ink-2">
            <Coded text={check.remedy} />
          </p>
        )}
        {choice}
      </div>
    </li>
  )
}

function Fact({
  icon,
  text,
  code,
  detail,
}: {
  icon: IconName
  text: string
  code?: string
  detail?: string
}): ReactElement {
  return (
    <li className="flex items-start gap-2.5">
      <span className="mt-0.5 text-ink-3">
        <Icon name={icon} />
      </span>
      <div className="min-w-0 wrap-anywhere">
        {text} {code !== undefined && <code>{code}</code>}
        {detail !== undefined && <p className="text-12 text-ink-2">{detail}</p>}
      </div>
    </li>
  )
}
