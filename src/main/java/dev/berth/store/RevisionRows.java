package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of applied specs. */
@ApplicationScoped
class RevisionRows implements PanacheRepositoryBase<RevisionEntity, Long> {}
