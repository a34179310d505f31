package dev.berth.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of texts that revisions share. */
@Entity
@Table(name = "revision_text")
class RevisionTextEntity {
  @Id String digest;
  String content;
}
