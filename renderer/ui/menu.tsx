import { Menu as Base, MenuButton as BaseButton, MenuItem as BaseItem, MenuProvider } from '@ariakit/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { afterPicture } from '../viewers/after-picture.ts'
import { Button, type ButtonProps } from './button.tsx'

/** A button, and the items that it opens below it; they are there only while it is open, and not seen before there are some. */
export function Menu({
  label,
  button,
  children,
}: {
  label: string
  button: Omit<ButtonProps, 'onClick' | 'wiring'>
  children: ReactNode
}): ReactElement {
  return (
    <MenuProvider placement="bottom-end" focusLoop>
      <BaseButton render={(wiring) => <Button {...button} wiring={wiring} />} />
      <Base
        aria-label={label}
        gutter={4}
        overflowPadding={4}
        unmountOnHide
        className="z-20 w-max max-w-96 min-w-44 rounded-float bg-float py-1 shadow-float outline-none empty:opacity-0"
      >
        {children}
      </Base>
    </MenuProvider>
  )
}

export function MenuItem({ children, onClick }: { children: ReactNode; onClick: () => void }): ReactElement {
  // Once the menu is gone and its button has the focus: a dialog that is opened gives the focus back to where it found it.
  const afterwards = (): void => void afterPicture(onClick)
  return (
    <BaseItem
      // What is in it is drawn by our own elements, which show what hides in a text (`jsx/`).
      render={<button type="button">{children}</button>}
      className="block w-full px-3 py-1 text-left hover:bg-hover focus-visible:bg-hover data-active-item:bg-hover"
      onClick={afterwards}
    />
  )
}
