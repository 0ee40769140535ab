import { readFileSync } from 'node:fs'

/** What the kernel says of namespaces that programs make for themselves; null: it has no such setting. */
export interface NamespaceSettings {
  /** `user.max_user_namespaces` */
  most: string | null
  /** `kernel.unprivileged_userns_clone`, of older Debian */
  clone: string | null
  /** `kernel.apparmor_restrict_unprivileged_userns`, of Ubuntu */
  appArmor: string | null
}

const FILES: Readonly<Record<keyof NamespaceSettings, string>> = {
  most: '/proc/sys/user/max_user_namespaces',
  clone: '/proc/sys/kernel/unprivileged_userns_clone',
  appArmor: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
}

/** Of this system, as it is now. */
export function namespaceSettings(): NamespaceSettings {
  return { most: setting('most'), clone: setting('clone'), appArmor: setting('appArmor') }
}

function setting(name: keyof NamespaceSettings): string | null {
  try {
    return readFileSync(FILES[name], 'utf8').trim()
  } catch {
    // Most kernels have only the first of them.
    return null
  }
}

/** Pure. What to allow, where bubblewrap is there and can make no sandbox. SECURITY.md, "Sandbox", says the same at more length. */
export function namespaceRemedy({ most, clone, appArmor }: NamespaceSettings): string {
  if (most === '0') return 'This system allows no user namespaces: set user.max_user_namespaces above 0 with sysctl.'
  if (clone === '0')
    return 'This system allows user namespaces to root only: set kernel.unprivileged_userns_clone to 1 with sysctl.'
  if (appArmor === '1')
    return 'AppArmor may keep bubblewrap from making user namespaces: copy /usr/share/apparmor/extra-profiles/bwrap-userns-restrict (of the package apparmor-profiles) to /etc/apparmor.d/ and load it with `sudo apparmor_parser -r`.'
  return 'A container around Triptych may forbid it: allow it user namespaces and mounts of its own, or let the container be the sandbox.'
}
