import type { ReactElement } from 'react'

/** The application's own sentences: what stands between backticks is code. */
export function Coded({ text }: { text: string }): ReactElement {
  const parts = text.split('`')
  // A backtick without its other half is only a backtick.
  if (parts.length % 2 === 0) return <>{text}</>
  return (
    <>
      {parts.map((part, index) => {
        const key = `${index} ${part}`
        return index % 2 === 0 ? <span key={key}>{part}</span> : <code key={key}>{part}</code>
      })}
    </>
  )
}
