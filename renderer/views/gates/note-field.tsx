import type { ReactElement, ReactNode, Ref } from 'react'
import { MAX_RATIONALE_CHARACTERS } from '../../../shared/text-limits.ts'
import { TextArea } from '../../ui/field.tsx'
import { Section } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import type { Decision } from './use-decision.ts'

export const noteProblem = (text: string): string | null =>
  text.length > MAX_RATIONALE_CHARACTERS ? COMMON.charactersTooLong(text.length - MAX_RATIONALE_CHARACTERS) : null

/** The words that go with an answer; kept until it is sent. A section of its panel. */
export function NoteSection({
  decision,
  label,
  hint,
  placeholder,
  areaRef,
  children,
}: {
  decision: Decision
  label: string
  hint: string
  placeholder: string
  areaRef?: Ref<HTMLTextAreaElement>
  children?: ReactNode
}): ReactElement {
  return (
    <Section title={label} aside={hint}>
      <TextArea
        label={label}
        labelHidden
        value={decision.rationale}
        onChange={decision.setRationale}
        placeholder={placeholder}
        problem={noteProblem(decision.rationale)}
        {...(areaRef ? { areaRef } : {})}
      />
      {children}
    </Section>
  )
}
