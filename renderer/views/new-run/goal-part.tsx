import { type ReactElement, useState } from 'react'
import type { SavedForm } from '../../../shared/views.ts'
import { TextArea } from '../../ui/field.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/new-run.ts'
import { AttachmentsField } from './attachments-field.tsx'
import { goalProblem, isEmptyForm, type NewRunForm, templateOf } from './form.ts'
import { SavedForms } from './saved-forms.tsx'
import type { Uploading } from './use-attachments.ts'

/** What is to be done, with files that show it; from a template or a draft, or kept as one. */
export function GoalPart({
  form,
  uploading,
  onChange,
  onUse,
  onKept,
}: {
  form: NewRunForm
  uploading: Uploading
  onChange(part: Partial<NewRunForm>): void
  onUse(kept: SavedForm): void
  onKept(): void
}): ReactElement {
  return (
    <div className="space-y-2">
      <GoalField goal={form.goal} onChange={(goal) => onChange({ goal })} />
      <div className="flex flex-wrap items-start justify-between gap-2">
        <AttachmentsField
          attachments={form.attachments}
          uploading={uploading}
          onChange={(attachments) => onChange({ attachments })}
        />
        <SavedForms
          goal={form.goal}
          canKeep={!isEmptyForm(form)}
          textOf={(kind) => JSON.stringify(kind === 'template' ? templateOf(form) : form)}
          onUse={onUse}
          onKept={onKept}
        />
      </div>
    </div>
  )
}

function GoalField({ goal, onChange }: { goal: string; onChange: (goal: string) => void }): ReactElement {
  // An empty field that nobody has touched is no mistake yet.
  const [wasTouched, setTouched] = useState(goal !== '')
  return (
    <TextArea
      label={COMMON.goal}
      hint={TEXT.whatMustBeTrueAtEnd}
      rows={5}
      value={goal}
      problem={wasTouched ? goalProblem(goal) : null}
      onChange={(next) => {
        setTouched(true)
        onChange(next)
      }}
    />
  )
}
