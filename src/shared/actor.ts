/** Who acts. Rights are read afresh at every request; nothing here is trusted from a cookie. */
export type Role =
  | 'reception'   // cán bộ tiếp nhận, trả kết quả
  | 'specialist'  // cán bộ thụ lý
  | 'leader'      // lãnh đạo ký duyệt
  | 'clerk'       // văn thư
  | 'accountant'  // kế toán, thu ngân
  | 'desk-head'   // người đứng đầu Bộ phận Một cửa
  | 'control'     // kiểm soát thủ tục hành chính
  | 'inspector'   // thanh tra, chỉ xem
  | 'admin'       // quản trị hệ thống, không làm nghiệp vụ
  | 'helper';     // tổ công nghệ số cộng đồng, nhân viên bưu điện: khai giúp, không xem hồ sơ

/** Level of proof of a person's identity, kept on the dossier. */
export type Assurance = 'none' | 'desk' | 'level-1' | 'level-2';

export interface Guest { readonly kind: 'guest'; /** keyed hash of the visitor's cookie; whoever reads it of a visitor without one gives that visitor the cookie */ readonly guestKey: string; /** came without a cookie: nothing can be this visitor's yet */ readonly unknown?: true }
export interface Citizen { readonly kind: 'citizen'; readonly citizenId: string; readonly name: string; readonly assurance: Assurance }
export interface Officer {
  readonly kind: 'officer'; readonly officerId: string; readonly name: string; readonly title: string;
  /** the agency where the officer works now */ readonly agencyId: number;
  /** agencies whose dossiers the officer may see; the officer's own unless the role supervises */ readonly agencyIds: readonly number[];
  readonly roles: readonly Role[];
  /** works at an authority above which this installation knows none: a province, or a commune that runs the program for itself */ readonly governs?: boolean;
}
export interface System { readonly kind: 'system'; readonly name: string }
export type Actor = Guest | Citizen | Officer | System;
