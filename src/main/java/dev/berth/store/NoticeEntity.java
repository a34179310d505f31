package dev.berth.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of targets of notices. */
@Entity
@Table(name = "notice")
class NoticeEntity {
  @Id String target;
  String content;
}
