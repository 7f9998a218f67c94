import { unreachable } from '../../../shared/result.ts';
import type { DossierState } from './state.ts';

export type NationalCode = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** The ten codes of the national portal, from our richer state: pure, one direction, nothing is ever mapped to look better. */
export function nationalStatus(state: Pick<DossierState, 'status' | 'step' | 'steps'> & { readonly suspendedFor?: string }): NationalCode {
  switch (state.status) {
    case 'submitted': return 1;
    case 'intake-supplement': case 'appraisal-supplement': return 5;
    case 'not-accepted': return 3;
    case 'processing': {
      const first = state.steps.find((step) => step.kind !== 'receive');
      return first && state.step === first.key ? 2 : 4;
    }
    case 'signing': return 4;
    case 'suspended': return state.suspendedFor === 'financial-obligation' ? 6 : 4;
    case 'withdrawing': return 7;
    case 'stopped': return 8;
    case 'refused': case 'done': return 9;
    case 'returned': return 10;
    default: return unreachable(state.status);
  }
}
export const NATIONAL_NAMES: Readonly<Record<NationalCode, string>> = {
  1: 'Mới đăng ký', 2: 'Được tiếp nhận', 3: 'Không được tiếp nhận', 4: 'Đang xử lý', 5: 'Yêu cầu bổ sung giấy tờ', 6: 'Yêu cầu thực hiện nghĩa vụ tài chính',
  7: 'Công dân yêu cầu rút hồ sơ', 8: 'Dừng xử lý', 9: 'Đã xử lý xong', 10: 'Đã trả kết quả',
};
