package dev.berth.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of reports on sources. */
@Entity
@Table(name = "source_report")
class ReportEntity {
  @Id String source;
  String content;
}
