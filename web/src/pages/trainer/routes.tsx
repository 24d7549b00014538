import { useTranslation } from 'react-i18next'
import { BrowserRouter, Route, Routes } from 'react-router'
import { Gate } from '../../features/staff/Gate.tsx'
import { WrongDoor } from '../../features/staff/WrongDoor.tsx'
import { Announcer } from '../../ui/Announcer.tsx'
import { SeminarsPage } from './SeminarsPage.tsx'
import { StudioPage } from './StudioPage.tsx'

/** Everything below /studio: for trainers and moderators. */
export function TrainerPages() {
  const { t } = useTranslation('staff')
  return (
    <>
      <Announcer />
      <Gate place={t('studio')}>
        {(member) =>
          member.role === 'organiser' ? (
            <WrongDoor belongs="organisation" />
          ) : (
            <BrowserRouter>
              <Routes>
                <Route path="/studio/:slug" element={<StudioPage member={member} />} />
                <Route path="*" element={<SeminarsPage />} />
              </Routes>
            </BrowserRouter>
          )
        }
      </Gate>
    </>
  )
}
