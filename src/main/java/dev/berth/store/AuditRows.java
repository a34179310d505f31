package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of the audit. */
@ApplicationScoped
class AuditRows implements PanacheRepositoryBase<AuditEntity, Long> {}
