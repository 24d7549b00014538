import { useEffect } from 'react'

/** Tells Podium when sound starts or stops being heard or the person says so, on change and after every reconnect; never how loud. */
export function useSoundReport(
  isLineOpen: boolean,
  isHearing: boolean,
  isConfirmed: boolean,
  report: (sound: { isHearing: boolean; isConfirmed: boolean }) => void,
): void {
  useEffect(() => {
    if (isLineOpen) report({ isHearing, isConfirmed })
    // `report` is bound to the room, which never changes while this is mounted.
  }, [isLineOpen, isHearing, isConfirmed]) // oxlint-disable-line react-hooks/exhaustive-deps
}
