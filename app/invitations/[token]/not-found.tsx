import { ErrorScreen } from '@/components/ui/error-screen'

export default function InvitationOver() {
  return (
    <ErrorScreen
      code="not_found"
      message="This invitation does not work: it was used, has expired, or was taken back. Ask the person who sent it for a new one."
    />
  )
}
