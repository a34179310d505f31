package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of texts that revisions share. */
@ApplicationScoped
class RevisionTextRows implements PanacheRepositoryBase<RevisionTextEntity, String> {}
