import { useEffect } from 'react'

/** Tells Podium when sound starts or stops being heard, on change and after every reconnect; never how loud. */
export function useSoundReport(isLineOpen: boolean, isHearing: boolean, report: (isHearing: boolean) => void): void {
  useEffect(() => {
    if (isLineOpen) report(isHearing)
    // `report` is bound to the room, which never changes while this is mounted.
  }, [isLineOpen, isHearing]) // oxlint-disable-line react-hooks/exhaustive-deps
}
