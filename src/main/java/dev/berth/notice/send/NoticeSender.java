package dev.berth.notice.send;

import dev.berth.notice.Notice;
import dev.berth.notice.NoticeText;
import java.io.IOException;
import java.util.Optional;

/** Brings notices to a target, one try each. */
interface NoticeSender {

  /**
   * Says it once.
   *
   * @throws IOException if there was no answer
   */
  Said send(NoticeText text) throws IOException, InterruptedException;

  /**
   * An answer.
   *
   * @param text as the target said it, at most some hundred characters
   */
  record Said(boolean isTaken, Optional<Integer> code, String text) {}

  /** Who can send to a target. */
  static NoticeSender of(NoticeTarget target) {
    return target.form() == NoticeForm.EMAIL ? new MailSender(target) : new HttpSender(target);
  }

  /** In its words. */
  static NoticeText text(NoticeTarget target, Notice notice) {
    return new NoticeText(notice, target.zone());
  }
}
