import { ErrorScreen } from '@/components/ui/error-screen'

export default function NotFound() {
  return (
    <ErrorScreen
      code="not_found"
      message="There is nothing at this address, or it is not shared with you. Check the address, or ask who gave it to you."
    />
  )
}
