/**
 * Folders and Git repositories as desired state: read, compared, applied, told.
 *
 * <p>Where to begin: {@link dev.berth.gitops.SourceLoop} says when, {@link
 * dev.berth.gitops.SourceReconciler} syncs one source, {@link dev.berth.gitops.TreeSync} brings a
 * tree to the intake.
 *
 * <ul>
 *   <li><b>what a source is</b>: {@link dev.berth.gitops.SourceKind}, {@link
 *       dev.berth.gitops.SourceReader}, {@link dev.berth.gitops.SourceSpec}, {@link
 *       dev.berth.gitops.ConfiguredSources}; its secrets by {@link dev.berth.gitops.SealedValues}
 *       and {@link dev.berth.gitops.KeptSecrets}
 *   <li><b>where the tree comes from</b>: {@link dev.berth.gitops.SourceOrigins} chooses {@link
 *       dev.berth.gitops.FolderOrigin} ({@link dev.berth.gitops.FolderScan}, {@link
 *       dev.berth.gitops.FolderWatch}, {@link dev.berth.gitops.SourceRoots}) or {@link
 *       dev.berth.gitops.GitOrigin} ({@link dev.berth.gitops.GitAccess}, {@link
 *       dev.berth.gitops.SshAccess}, {@link dev.berth.gitops.HostKeys}, {@link
 *       dev.berth.gitops.Checkouts}); {@link dev.berth.gitops.Decryption} opens what is encrypted
 *   <li><b>from files to apps</b>: {@link dev.berth.gitops.ParsedFile}, {@link
 *       dev.berth.gitops.ComposeFile}, {@link dev.berth.gitops.AppAssignments}, {@link
 *       dev.berth.gitops.QuarantinedFiles}
 *   <li><b>telling</b>: {@link dev.berth.gitops.SyncReport}, {@link dev.berth.gitops.SourceStatus},
 *       {@link dev.berth.gitops.FileResult}, {@link dev.berth.gitops.FileError}, {@link
 *       dev.berth.gitops.Notifier}, {@link dev.berth.gitops.CommitStatus}; being told: {@link
 *       dev.berth.gitops.WebhookVerifier}
 * </ul>
 */
@NullMarked
package dev.berth.gitops;

import org.jspecify.annotations.NullMarked;
