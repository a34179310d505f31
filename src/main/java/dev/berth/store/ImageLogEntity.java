package dev.berth.store;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of logs of builds and pulls. */
@Entity
@Table(name = "image_log")
class ImageLogEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  String app;
  String service;
  long revision;
  String content;
}
