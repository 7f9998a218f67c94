/**
 * What a route asks of whoever calls it. The one table of who may what is `wiring/policy.ts`; a route without
 * a permission and an audit name stops the program from starting.
 */
export type Permission =
  | 'public.read'        // anyone, nothing personal
  | 'public.track'       // anyone with code and secret; answers are uniform
  | 'session.open'       // sign-in and sign-out pages
  | 'draft.write'        // guest or citizen, own drafts only
  | 'dossier.own'        // guest or citizen, own dossiers only
  | 'account.own'        // signed-in citizen
  | 'file.read'          // files, within the caller's scope
  | 'staff.home'         // any officer
  | 'desk.assist'        // reception, helpers: file for a person under their own name
  | 'desk.read'          // officers of the agency that receives or decides
  | 'desk.register'      // reception, clerk, desk head, leader, control, inspector: the year's register of the own desk
  | 'desk.receive'       // reception
  | 'desk.process'       // specialist
  | 'desk.sign'          // leader
  | 'desk.return'        // reception
  | 'catalog.manage'     // procedure control: look, and say where the own office receives
  | 'catalog.publish'    // procedure control of the governing authority: contents for every agency
  | 'calendar.manage'    // procedure control
  | 'organisation.manage'// admin
  | 'notice.manage'      // admin
  | 'payment.callback'   // gateways; they bring a signature
  | 'delivery.callback'  // carriers; they bring a signature
  | 'delivery.desk'      // reception: what goes to the post and comes from it
  | 'delivery.money'     // reception, accountant: what the post collected
  | 'delivery.manage'    // procedure control: prices, the province's list
  | 'payment.reconcile'  // accountant
  | 'payment.agree'      // leader: to what nobody may do alone with money
  | 'report.read'        // leader, desk head, control, inspector
  | 'report.manage'      // control, desk head: targets, frozen reports
  | 'feedback.handle'    // control, desk head, leader: feedback and complaints
  | 'feedback.inspect'   // control, inspector: what was demanded beyond the list
  | 'linkage.message'    // other agencies' systems; they bring a signature
  | 'linkage.handle'     // specialist, desk head, leader: linked parts that failed
  | 'system.probe'       // health checks
  | 'development.only';  // component page and demo mailbox; refused in production
